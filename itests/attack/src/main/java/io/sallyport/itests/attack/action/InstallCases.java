package io.sallyport.itests.attack.action;

import static io.sallyport.itests.attack.action.Action.command;
import static io.sallyport.itests.attack.action.Action.console;
import static io.sallyport.itests.attack.action.Action.denied;
import static io.sallyport.itests.attack.action.Action.gate;

import com.sun.net.httpserver.HttpServer;
import io.sallyport.itests.appliance.Http;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.attack.FrameworkExtension;
import io.sallyport.itests.appliance.attack.HostileBundles;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.appliance.attack.UnsignedJar;
import io.sallyport.itests.appliance.forge.BundleJar;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Group;
import io.sallyport.itests.attack.media.Control;
import io.sallyport.trust.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What an administrator, or a stolen account of one, tries at the console. */
public final class InstallCases {
  /** Where Karaf puts its naming service and its connector. */
  private static final List<Integer> JMX = List.of(1099, 44444);

  private InstallCases() {}

  public static Group group() {
    return new ActionGroup("Installing from the console", List.of(
        new Action(gate("unsigned-jar", "an unsigned jar by bundle:install", "SP-GATE-0001"), new UnsignedJar()::attempt),
        command(gate("unsigned-jar-over-http", "an unsigned jar from a server on the same machine", "SP-GATE-0001"), InstallCases::overHttp),
        command(gate("bundle-by-reference", "a bundle by reference, whose bytes could be exchanged later", "SP-GATE-0003"),
            target -> install(target, "reference:" + hostile(target).toUri())),
        new Action(gate("framework-extension", "a framework extension, which a stock framework runs while installing it", "SP-GATE-0001"), new FrameworkExtension()::attempt),
        command(gate("unsigned-fragment", "a fragment of a platform bundle", "SP-GATE-0001"), target -> install(target, target.file("fragment.jar", fragment()).toUri().toString())),
        command(gate("unapproved-content-of-the-vault", "a package that was imported and that nobody has approved", "SP-GATE-0001"),
            target -> install(target, "vault:sha256-" + Digests.sha256(target.medium().target(Control.NAME, Control.VERSION, ".jar")))),
        command(gate("feature-of-an-unapproved-package", "the feature of a package that nobody has approved", "SP-GATE-0001"),
            target -> target.as(User.ADA, "feature:install sallyport-" + Control.NAME)),
        command(gate("wrap", "a plain jar, to be made a bundle by wrap:", "SP-GATE-0008"), target -> install(target, "wrap:" + hostile(target).toUri())),
        command(denied("bundle-update", "bundle:update of a running bundle", "SP-SHELL-0020"), target -> target.as(User.ADA, "bundle:update 10 " + hostile(target).toUri())),
        new Action(console("jmx-install", "installation over JMX", Case.NONE), InstallCases::overJmx)));
  }

  private static Result install(Target target, String url) {
    return target.as(User.ADA, "bundle:install -s " + url);
  }

  private static Path hostile(Target target) {
    return target.file("hostile.jar", HostileBundles.plain("hostile", "1.0.0"));
  }

  private static byte[] fragment() {
    return BundleJar.named("hostile.fragment", "1.0.0").header("Fragment-Host", "io.sallyport.vault").bytes();
  }

  private static Result overHttp(Target target) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      byte[] jar = HostileBundles.plain("served", "1.0.0");
      server.createContext("/", exchange -> {
        exchange.sendResponseHeaders(200, jar.length);
        exchange.getResponseBody().write(jar);
        exchange.close();
      });
      server.start();
      try {
        return install(target, "http://127.0.0.1:" + server.getAddress().getPort() + "/served.jar");
      } finally {
        server.stop(0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Outcome overJmx(Target target) {
    Set<Integer> known = Set.of(target.appliance().port(), Http.of(target.appliance()).port());
    boolean listens = target.appliance().view().listeners().stream().anyMatch(listener -> !known.contains(listener.getPort()));
    boolean connected = Stream.concat(JMX.stream(), known.stream()).anyMatch(InstallCases::connects);
    return new Outcome(!listens && !connected, Case.NONE, false, listens || connected ? "SOMETHING LISTENS" : "nothing but the console and HTTP listens");
  }

  private static boolean connects(int port) {
    return Stream.of("karaf-root", "jmxrmi").anyMatch(name -> {
      try {
        JMXConnectorFactory.connect(new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/" + name)).close();
        return true;
      } catch (IOException e) {
        return false;
      }
    });
  }
}
