def log = new File(basedir, 'build.log').text
assert log.contains('Gate INCONCLUSIVE')
assert log.contains('assay gate ended with 101: the gate says INCONCLUSIVE')
assert log.substring(log.indexOf('ended with 101')) =~ /about \d+ samples|needs/
