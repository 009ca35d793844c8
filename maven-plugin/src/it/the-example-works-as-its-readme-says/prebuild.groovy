import java.nio.file.Files
import java.nio.file.StandardCopyOption

// The example as it is committed, with the version that is being built.
def version = new groovy.xml.XmlSlurper().parse(new File(basedir, 'pom.xml')).version.text()
def example = new File(basedir, '../../../../examples/regression-gate').canonicalFile
example.eachFileRecurse(groovy.io.FileType.FILES) { file ->
    def path = example.toPath().relativize(file.toPath())
    if (path.startsWith('target') || path.startsWith('.assay')) {
        return
    }
    def copy = basedir.toPath().resolve(path.toString())
    Files.createDirectories(copy.parent)
    Files.copy(file.toPath(), copy, StandardCopyOption.REPLACE_EXISTING)
}
def pom = new File(basedir, 'pom.xml')
pom.text = pom.text.replaceFirst('(<artifactId>assay-maven-plugin</artifactId>\\s*<version>)[^<]*', '$1' + version)
return true
