package io.sallyport.itests.container;

import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.logLevel;

import java.io.File;
import java.util.List;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.karaf.options.LogLevelOption.LogLevel;

/**
 * The built assembly as Pax Exam starts it: everything as it ships, except the gate, which would refuse Pax Exam's own bundles, and the
 * offline repository settings, which would not find them.
 */
final class AssemblyOptions {
  private static final List<String> OPENS = List.of("java.base/java.security", "java.base/java.net", "java.base/java.lang", "java.base/java.util", "java.base/java.nio",
      "java.naming/javax.naming.spi", "java.rmi/sun.rmi.transport.tcp");
  private static final List<String> EXPORTS = List.of("java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED", "java.base/sun.net.www.protocol.file=ALL-UNNAMED",
      "java.base/sun.net.www.protocol.http=ALL-UNNAMED", "java.base/sun.net.www.protocol.https=ALL-UNNAMED", "java.base/sun.net.www.protocol.jar=ALL-UNNAMED",
      "java.base/sun.net.www.content.text=ALL-UNNAMED", "java.rmi/sun.rmi.registry=ALL-UNNAMED");

  private AssemblyOptions() {}

  static Option all() {
    String karaf = System.getProperty("karaf.version");
    String repository = System.getProperty("container.repository");
    return composite(
        karafDistributionConfiguration().frameworkUrl(new File(System.getProperty("container.assembly")).toURI().toString()).name("Sallyport").karafVersion(karaf)
            .unpackDirectory(new File(System.getProperty("container.unpack"))).useDeployFolder(false).runEmbedded(false),
        configureConsole().ignoreLocalConsole(),
        logLevel(LogLevel.WARN),
        editConfigurationFilePut("etc/custom.properties", "karaf.framework.factory", "org.apache.felix.framework.FrameworkFactory"),
        // bin/sallyport makes DATA/run.
        editConfigurationFilePut("etc/custom.properties", "karaf.lock.dir", "${karaf.data}"),
        editConfigurationFilePut("etc/custom.properties", "karaf.pid.file", "${karaf.data}/karaf.pid"),
        editConfigurationFilePut("etc/system.properties", "sallyport.home", "${karaf.home}"),
        editConfigurationFilePut("etc/system.properties", "sallyport.data", "${karaf.data}"),
        editConfigurationFilePut("etc/system.properties", "sallyport.ssh.port", "0"),
        editConfigurationFilePut("etc/system.properties", "sallyport.http.port", "0"),
        editConfigurationFilePut("etc/org.ops4j.pax.url.mvn.cfg", "org.ops4j.pax.url.mvn.repositories", "file:" + repository + "@id=local@snapshots"),
        composite(vmOptions(karaf)));
  }

  /** What bin/sallyport passes; Pax Exam does not run it. */
  private static Option[] vmOptions(String karaf) {
    Stream<String> fixed = Stream.of("--add-reads=java.xml=java.logging",
        "--patch-module", "java.base=lib/endorsed/org.apache.karaf.specs.locator-" + karaf + ".jar",
        "--patch-module", "java.xml=lib/endorsed/org.apache.karaf.specs.java.xml-" + karaf + ".jar");
    Stream<String> opens = OPENS.stream().flatMap(module -> Stream.of("--add-opens", module + "=ALL-UNNAMED"));
    Stream<String> exports = EXPORTS.stream().map(export -> "--add-exports=" + export);
    Stream<String> path = Stream.of("-classpath", "lib/jdk9plus/*" + File.pathSeparator + "lib/boot/*");
    return Stream.of(fixed, opens, exports, path).flatMap(s -> s).map(option -> (Option) vmOption(option)).toArray(Option[]::new);
  }

}
