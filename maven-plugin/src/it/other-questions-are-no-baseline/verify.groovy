def log = new File(basedir, 'build.log').text
def errors = log.readLines().findAll { it.startsWith('[ERROR]') }.collect { it.substring(7).trim() }.join(' ')
assert errors.contains('assay gate ended with 102')
assert errors.contains('INCOMPARABLE')
assert errors.contains('dataset')
