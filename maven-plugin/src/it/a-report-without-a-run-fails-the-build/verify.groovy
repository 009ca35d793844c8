assert new File(basedir, 'build.log').text.contains('There is no run in')
