package io.sallyport.itests.attack.disk;

import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Edited;
import io.sallyport.itests.attack.Group;
import io.sallyport.itests.attack.Guard;
import io.sallyport.itests.attack.media.Control;
import io.sallyport.trust.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A copy of the data directory whose vault was changed, looked at from outside. */
public final class VaultGroup implements Group {
  private static final Case CHANGED = of("vault-content-changed", "one bit of a package in the vault flipped", "SP-LAUNCH-0008");
  private static final Case STRANGER = of("vault-stranger", "a file in the vault that is no content", "SP-LAUNCH-0009");
  private static final Case MISSING = of("vault-content-missing", "a bundle of the running generation taken out of the vault", "SP-LAUNCH-0010");

  private static Case of(String name, String threat, String code) {
    return new Case(name, threat, Guard.VERIFIER, code);
  }

  @Override
  public String title() {
    return "The vault on disk";
  }

  @Override
  public List<Case> cases() {
    return List.of(CHANGED, STRANGER, MISSING);
  }

  @Override
  public Map<Case, Outcome> attempt(Target target) {
    Path data = Folders.temporary("data").resolve("data");
    List.of("site", "vault", "vendor", "gate").forEach(folder -> Folders.copy(target.appliance().data().resolve(folder), data.resolve(folder)));
    Map<Case, String> spoiled = spoil(data, target.medium(), new Media(target.project().medium("demo-2")));
    Result verified = Verifier.appliance(target.project(), target.appliance().setup().home(), "--data", data.toString());
    Map<Case, Outcome> outcomes = new LinkedHashMap<>();
    spoiled.forEach((attack, file) -> outcomes.put(attack, new Outcome(!verified.succeeded(), Verifier.code(verified, file), false, verified.text())));
    return outcomes;
  }

  private static Map<Case, String> spoil(Path data, Media control, Media demo) {
    String changed = Digests.sha256(control.target(Control.NAME, Control.VERSION, ".jar"));
    String missing = Digests.sha256(demo.target("predictive-maintenance", "1.0.0", ".jar"));
    Path stranger = data.resolve("vault/sha256/evil.jar");
    try {
      Edited.write(content(data, changed), Edited.flipped(content(data, changed)).after());
      Edited.write(stranger, new byte[] {1});
      Files.delete(content(data, missing));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of(CHANGED, changed, STRANGER, stranger.toString(), MISSING, missing);
  }

  private static Path content(Path data, String sha256) {
    return data.resolve("vault/sha256").resolve(sha256.substring(0, 2)).resolve(sha256);
  }
}
