def log = new File(basedir, 'build.log').text
def errors = log.readLines().findAll { it.startsWith('[ERROR]') }.collect { it.substring(7).trim() }.join(' ')
assert log.contains('Gate INCONCLUSIVE')
assert errors.contains('assay gate ended with 101: the gate says INCONCLUSIVE')
assert errors =~ /\d+ samples/
