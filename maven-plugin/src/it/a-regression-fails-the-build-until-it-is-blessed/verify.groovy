def log = new File(basedir, 'build.log').text
def failure = log.substring(log.indexOf('Failed to execute goal'))

// The message names suite, drop, interval, p and the items lost.
assert failure.contains('assay gate ended with 100: the gate says FAIL.')
assert failure.contains('math/word-problems')
assert failure =~ /fell by \d+\.\d pp \[-\d+\.\d( pp)?, -?\d+\.\d( pp)?\]/
assert failure =~ /p (= ?|< ?)?0?\.\d+/
assert failure =~ /\d+ samples did worse/
assert failure =~ /L\d\d-\d{4}/
assert failure.contains('MojoFailureException') || failure.contains('-> [Help 1]')

// The report and the verdicts exist although the gate failed.
assert new File(basedir, 'target/site/assay/report.html').text.contains('math/word-problems')
assert new File(basedir, 'target/site/assay/summary.md').text.contains('FAIL') || log.contains('PASS')
def junit = new groovy.xml.XmlSlurper().parse(new File(basedir, 'target/site/assay/junit.xml'))
assert junit.testsuite.size() >= 1

// The reason to bless it all the same stands in the baseline, and the run then passes.
def baseline = new File(basedir, 'baselines/math/word-problems.json').text
assert baseline.contains('wanted')
assert log.substring(log.lastIndexOf('assay-maven-plugin')).contains('PASS')
