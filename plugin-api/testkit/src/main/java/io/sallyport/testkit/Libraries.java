package io.sallyport.testkit;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;

/** What the framework offers to a package besides itself: the plugin API, SLF4J, DS, Config Admin, and the allowed protocol libraries. */
final class Libraries {
  private static final String FOLDER = "META-INF/sallyport/bundles/";
  private static final List<String> EMBEDDED = List.of("org.osgi.util.function", "org.osgi.util.promise", "org.osgi.service.component",
      "org.apache.felix.configadmin", "org.apache.felix.scr");
  /** Libraries of the appliance that connectors may import; offered if the class path has them. */
  private static final Pattern ALLOWED = Pattern.compile("(netty-|bcprov-|bcpkix-|bcutil-).*\\.jar");
  private static final Pattern NOT_PLAIN = Pattern.compile(".*(-linux|-osx|-windows|-sources|-tests|-javadoc|-epoll-|-kqueue-).*");
  private static final String SLF4J = ";version=1.7.36,org.slf4j%1$s;version=2.0.17";

  private Libraries() {}

  /** Packages that the system bundle exports from the class path: the API as its manifest says, and SLF4J in the appliance's versions. */
  static String systemPackages() {
    String api = apiHeader("Export-Package");
    String slf4j = List.of("", ".event", ".spi", ".helpers").stream().map(p -> "org.slf4j" + p + String.format(Locale.ROOT, SLF4J, p)).collect(Collectors.joining(","));
    return api + "," + slf4j;
  }

  /** Capabilities of the API's bundle. */
  static String systemCapabilities() {
    return apiHeader("Provide-Capability");
  }

  static void install(BundleContext context) throws BundleException {
    for (String name : EMBEDDED) {
      try (InputStream in = Libraries.class.getClassLoader().getResourceAsStream(FOLDER + name + ".jar")) {
        if (in == null) {
          throw new IllegalStateException("the testkit lacks its own part " + FOLDER + name + ".jar");
        }
        context.installBundle("testkit:" + name, in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    for (File jar : allowed()) {
      context.installBundle(jar.toURI().toString());
    }
  }

  /**
   * Touches what keeps the stack of whoever touches it first, as the appliance does before any package starts: netty's executor for the
   * whole JVM would otherwise hold the class loader of the first connector that uses netty.
   */
  static void touch(BundleContext context) {
    for (Bundle bundle : context.getBundles()) {
      if ("io.netty.common".equals(bundle.getSymbolicName())) {
        try {
          Class.forName("io.netty.util.concurrent.GlobalEventExecutor", true, bundle.adapt(BundleWiring.class).getClassLoader());
        } catch (ClassNotFoundException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private static List<File> allowed() {
    List<File> found = new ArrayList<>();
    Map<String, Boolean> seen = new HashMap<>();
    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(File::new)
        .filter(jar -> ALLOWED.matcher(jar.getName()).matches() && !NOT_PLAIN.matcher(jar.getName()).matches())
        .filter(jar -> seen.put(jar.getName(), true) == null).forEach(found::add);
    return found;
  }

  private static String apiHeader(String header) {
    try {
      for (URL url : Collections.list(Libraries.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
        try (InputStream in = url.openStream()) {
          Attributes headers = new Manifest(in).getMainAttributes();
          if ("io.sallyport.api".equals(headers.getValue("Bundle-SymbolicName"))) {
            return headers.getValue(header) == null ? "" : headers.getValue(header);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("the plugin API is not on the class path as a bundle");
  }
}
