assert new File(basedir, 'target/site/assay/report.html').text.contains('math/word-problems')
def runs = new File(basedir, 'target/assay').listFiles()
assert runs.length == 1
assert new File(runs[0], 'transcripts.jsonl').readLines().size() == 20
