def log = new File(basedir, 'build.log').text
assert log.contains('Gate MISSING')
assert log.contains('baselines/math/word-problems.json')
assert log.contains('assay gate ended with 102')
