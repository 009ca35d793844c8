assert !new File(basedir, 'target/assay').exists()
assert new File(basedir, 'build.log').text.contains('Skipped.')
