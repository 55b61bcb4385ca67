package io.sallyport.itests.appliance.attack;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.attack.probe.Marker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is attacked: a running appliance with a running generation.
 *
 * @param medium a good medium, of which copies are spoiled
 */
public record Target(Project project, Appliance appliance, Media medium) {
  public Result as(User user, String command, String... input) {
    return appliance.console(user).run(command, input);
  }

  /** A hostile file on the attacker's disk, not in the appliance's data. */
  public Path file(String name, byte[] bytes) {
    try {
      return Files.write(Folders.temporary("attack").resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether code of a hostile bundle has ever run here. */
  public boolean codeRan() {
    return Files.exists(appliance.data().resolve(Marker.FILE));
  }
}
