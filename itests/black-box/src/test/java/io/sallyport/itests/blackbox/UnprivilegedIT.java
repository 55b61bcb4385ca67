package io.sallyport.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.Program;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The appliance runs as a user who can write its data and nothing of its distribution. Needs root to become that user. */
class UnprivilegedIT {
  private static final Project PROJECT = Project.here();
  private static final String NOBODY = "65534";
  private static final String[] AS_NOBODY = {"setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "--no-new-privs"};

  @Test
  void bootsAndWorksOnAReadOnlyTree() throws Exception {
    assumeTrue(run("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "true").succeeded(), "cannot become another user: needs root");
    Path place = Folders.temporary("readonly");
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path home = Folders.copy(PROJECT.assembly(), place.resolve("home"));
    Path media = Folders.copy(PROJECT.medium("demo-1"), place.resolve("demo-1"));
    run("chmod", "-R", "a+rX,go-w", place.toString()).orFail();
    Path data = Files.createDirectory(place.resolve("data"));
    run("chown", NOBODY + ":" + NOBODY, data.toString()).orFail();
    String before = digests(home);
    Setup setup = new Setup(home, data, List.of(AS_NOBODY), List.of()).quickBoot();
    try (Appliance appliance = Appliance.commissioned(setup)) {
      appliance.start();
      assertFalse(run("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "test", "-w", home.resolve("etc").toString()).succeeded());
      appliance.console(User.ADA).run("medium:import " + media).orFail();
      assertEquals(1, new Generations(appliance).change("radiator-anomaly", "predictive-maintenance"));
      assertTrue(appliance.sallyport("verify").succeeded());
      BackgroundCheck.onlyBackgroundIsNice(appliance.view(), BackgroundCheck.inherited());
      appliance.stop();
      startsOnAVaultThatCanOnlyBeRead(appliance, media);
    }
    assertEquals(before, digests(home));
  }

  private static void startsOnAVaultThatCanOnlyBeRead(Appliance appliance, Path media) {
    String vault = appliance.data().resolve("vault").toString();
    run("chmod", "-R", "a-w", vault).orFail();
    try {
      appliance.start();
      appliance.console(User.ADA).run("infer:bench --threads 1 --seconds 0.2 --json radiator-anomaly").orFail();
      assertEquals(Optional.of("SP-VAULT-0015"), appliance.console(User.ADA).run("medium:import " + media).code());
    } finally {
      run("chmod", "-R", "u+w", vault).orFail();
    }
  }

  private static String digests(Path home) {
    return Folders.files(home, name -> true).stream().map(file -> home.relativize(file) + " " + io.sallyport.trust.Digests.sha256(file)).collect(Collectors.joining("\n"));
  }

  private static Result run(String... command) {
    return Program.run(List.of(command), Map.of(), PROJECT.root());
  }
}
