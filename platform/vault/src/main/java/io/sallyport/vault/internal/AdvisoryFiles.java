package io.sallyport.vault.internal;

import io.sallyport.trust.TargetFile;
import io.sallyport.vault.Vault;
import io.sallyport.vault.advisory.Advisories;
import io.sallyport.vault.advisory.Advisory;
import io.sallyport.vault.advisory.AdvisoryFile;
import java.util.Collection;
import java.util.List;

/** Reads files of advisories. */
final class AdvisoryFiles {
  private AdvisoryFiles() {}

  /**
   * Those among the targets that the vault holds.
   *
   * @throws io.sallyport.trust.RefusedException SP-MEDIUM-0040 if one is malformed, SP-VAULT-0003 or 0004 if it was changed or is too large
   */
  static Advisories read(Collection<TargetFile> targets, Vault vault) {
    List<TargetFile> files = targets.stream().filter(target -> Advisory.isTarget(target.path()) && vault.find(target.sha256()).isPresent()).toList();
    List<AdvisoryFile> read = files.stream().map(file -> AdvisoryFile.parse(vault.read(file.sha256(), Advisory.LARGEST), file.path())).toList();
    return new Advisories(files.size(), read.stream().flatMap(file -> file.records().stream()).toList(), read.stream().flatMap(file -> file.assessments().stream()).toList());
  }
}
