assert !new File(basedir, 'target/assay').exists()
