// Without a terminal, the archetype plugin does not apply the expressions of archetype-metadata.xml.
def rules = [artifactId: /[a-z0-9]+(-[a-z0-9]+)+/, version: /[0-9]+\.[0-9]+\.[0-9]+/, publisher: /[^"\\$#\p{Cntrl}]{1,80}/, package: /[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*/]
def values = [artifactId: request.artifactId, version: request.version, publisher: request.properties['publisher'], package: request.properties['package'] ?: request.package]
def wrong = rules.findAll { name, rule -> !(values[name] ==~ rule) }.keySet()
if (wrong) {
  new File(request.outputDirectory, request.artifactId).deleteDir()
  throw new IllegalArgumentException('SP-TOOL-0070: the package cannot have this ' + wrong.collect { it + ' "' + values[it] + '"' }.join(', ')
      + ' – archetype – artifactId: lower-case letters and digits, with a hyphen after your own word; version: X.Y.Z; publisher: up to 80 characters without quotes, $, # and \\; package: a Java package in lower case')
}
