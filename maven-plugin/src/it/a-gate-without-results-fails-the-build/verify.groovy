def log = new File(basedir, 'build.log').text
assert log.contains('The gate has nothing to judge. There is no run in')
assert log.contains('Nothing was judged, and onMissingResults is warn.')
