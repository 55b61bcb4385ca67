package io.sallyport.itests.attack.data;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.LiveAppliance;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.attack.Edited;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * The data directory of an appliance with a past: two generations, an open candidate, a person who was disabled, a revoked token and one that
 * counts, a trusted certificate, settings of the site.
 *
 * @param data as it was left by an orderly stop
 * @param older the same directory earlier: the person not disabled yet, the token not revoked, generation 1
 * @param before what people saw of it at last
 * @param passwords of the people
 */
record Specimen(Setup setup, Path data, Path older, Seen before, Map<User, String> passwords) {
  static Specimen make(Project project) {
    Setup setup = Setup.fresh(project).quick();
    Appliance appliance = LiveAppliance.withModel(project, setup);
    try {
      appliance.console(User.ADA).run("identity:token-create --role operator --days 30 kept").orFail();
      appliance.console(User.ADA).run("identity:token-create --role operator --days 30 revoked").orFail();
      Path older = copyOf(appliance, "older");
      appliance.start();
      appliance.console(User.SAM).run("identity:token-revoke revoked", "y").orFail();
      appliance.console(User.ADA).run("identity:disable ivan", "y").orFail();
      new Generations(appliance).change("radiator-anomaly/1.1.0");
      new Generations(appliance).plan("opcua");
      Map<User, String> passwords = new EnumMap<>(User.class);
      for (User user : User.values()) {
        passwords.put(user, appliance.password(user));
      }
      appliance.stop();
      settings(appliance.data());
      appliance.start();
      Seen before = Seen.of(appliance, true, "", 0);
      Path data = copyOf(appliance, "specimen");
      return new Specimen(setup, data, older, before, passwords);
    } finally {
      appliance.close();
    }
  }

  private static void settings(Path data) {
    Edited.write(data.resolve("site/etc/io.sallyport.connector.opcua.cfg"), "security = Basic256Sha256\n".getBytes(StandardCharsets.UTF_8));
  }

  /** Stops it first. */
  private static Path copyOf(Appliance appliance, String name) {
    appliance.stop();
    return Folders.copy(appliance.data(), Folders.temporary(name).resolve("data"));
  }

  /** An appliance on a copy of the directory; not started. */
  Appliance copy() {
    Path copied = Folders.copy(data, Folders.temporary("fuzz").resolve("data"));
    Appliance appliance = Appliance.of(setup.withData(copied));
    passwords.forEach(appliance::know);
    return appliance;
  }

  /** Deletes what {@link #copy()} made. */
  static void discard(Appliance appliance) {
    appliance.close();
    try {
      Files.walk(appliance.data()).filter(Files::isDirectory).forEach(folder -> folder.toFile().setWritable(true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Folders.delete(appliance.data());
  }
}
