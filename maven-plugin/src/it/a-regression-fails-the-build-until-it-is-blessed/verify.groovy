def log = new File(basedir, 'build.log').text
def errors = log.readLines().findAll { it.startsWith('[ERROR]') }.collect { it.substring(7).trim() }.join(' ')

// The message of the failed build names suite, drop, interval, p and the items lost.
assert errors.contains('assay gate ended with 100: the gate says FAIL.')
assert errors.contains('Gate FAIL: 1 of 2 checks')
assert errors.contains('math/word-problems')
assert errors =~ /accuracy fell by \d+\.\d pp \[-\d+\.\d, -\d+\.\d\]/
assert errors =~ /p (below|0?\.|=|<) ?0?\.?\d+/
assert errors =~ /\d+ samples did worse/
assert errors =~ /L\d\d-\d{4} \(100\.0% to 0\.0%\)/
assert !errors.contains('errorRate')

// The report and the verdicts exist although the gate failed.
assert new File(basedir, 'target/site/assay/report.html').text.contains('math/word-problems')
assert new File(basedir, 'target/site/assay/summary.md').text.contains('math/word-problems')
def junit = new groovy.xml.XmlSlurper().parse(new File(basedir, 'target/site/assay/junit.xml'))
assert junit.testsuite.size() >= 1

// The reason to bless it all the same stands in the baseline, and the run then passes.
def baseline = new File(basedir, 'baselines/math/word-problems.json').text
assert baseline.contains('wanted')
def last = log.substring(log.lastIndexOf(':gate (default-cli)'))
assert last.contains('Gate PASS') && last.contains('BUILD SUCCESS')
