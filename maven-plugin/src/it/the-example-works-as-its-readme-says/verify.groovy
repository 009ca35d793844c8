def log = new File(basedir, 'build.log').text
def readme = new File(basedir, 'README.md').text
def properties = new Properties()
new File(basedir, 'invoker.properties').withInputStream { properties.load(it) }

// The README prints exactly what was run.
def printed = readme.findAll(/(?m)^mvn (?!install)(.*)$/) { it[1].replace('"', '').replaceAll(/ -Dassay\.force=.*/, '').trim() }
assert printed == (1..6).collect { properties.getProperty('invoker.goals.' + it).trim() }
assert readme.contains('-Dassay.force=half the price, and good enough for drafts')

// The plan says what the margin needs; the unchanged model passes; the worse one fails with names and numbers, twice.
assert log.contains('math/word-problems accuracy maxDrop 5pp: would find a drop of')
assert log.contains('Gate PASS')
def failures = log.readLines().findAll { it.startsWith('[ERROR]') }.collect { it.substring(7).trim() }.join(' ').split('Failed to execute goal').drop(1)
assert failures.size() == 2
failures.each {
    assert it.contains('assay gate ended with 100: the gate says FAIL.')
    assert it.contains('math/word-problems')
    assert it =~ /accuracy fell by \d+\.\d pp \[/
    assert it =~ /\d+ samples did worse/
    assert it =~ /L\d\d-\d{4}/
}
assert new File(basedir, 'target/site/assay/report.html').exists()
assert new File(basedir, 'baselines/math/word-problems.json').text.contains('half the price, and good enough for drafts')
assert new File(basedir, '.assay/release/run.json').exists()
assert new File(basedir, '.assay/pull-request/transcripts.jsonl').readLines().size() == 500

// The workflow uses what was tried here, no more rights than it needs, and pinned actions.
def workflow = new File(basedir, '.github/workflows/assay.yml').text
assert workflow.contains('permissions:\n  contents: read\n')
assert workflow.findAll(/uses: .*/).every { it ==~ /uses: [a-z\/-]+@v\d+\.\d+\.\d+/ }
['-Dassay.epochs=2 -Dassay.baselineDirectory=baselines/release', '-Dassay.onInconclusive=fail -Dassay.onMissingBaseline=fail', '-Dassay.offline=true'].each { assert workflow.contains(it) }
return true
