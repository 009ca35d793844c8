def log = new File(basedir, 'build.log').text
def failure = log.substring(log.indexOf('Failed to execute goal'))
assert failure.contains('assay gate ended with 102')
assert failure.contains('INCOMPARABLE')
assert failure.contains('dataset')
