def log = new File(basedir, 'build.log').text
def errors = log.readLines().findAll { it.startsWith('[ERROR]') }.collect { it.substring(7).trim() }.join(' ')
assert log.contains('Gate MISSING')
assert errors.contains('baselines/math/word-problems.json')
assert errors.contains('assay gate ended with 102')
