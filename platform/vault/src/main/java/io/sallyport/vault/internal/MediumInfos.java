package io.sallyport.vault.internal;

import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.TimestampMetadata;
import io.sallyport.trust.TufClient;
import io.sallyport.trust.site.PackageRef;
import io.sallyport.vault.MediumInfo;
import io.sallyport.vault.Vault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Describes a medium from its verified metadata. */
final class MediumInfos {
  private MediumInfos() {}

  static MediumInfo of(JsonObject label, MediumContent content, TufClient client, Vault vault) {
    List<MediumInfo.Entry> packages = new ArrayList<>();
    for (Map.Entry<String, TargetFile> file : content.files().entrySet()) {
      if (PackageRef.isDescriptor(file.getKey())) {
        PackageRef pack = PackageRef.ofTarget(file.getKey()).orElseThrow();
        long bytes = content.files().values().stream().filter(target -> target.path().startsWith(pack.target(""))).mapToLong(TargetFile::length).sum();
        packages.add(new MediumInfo.Entry(pack.name(), pack.version(), file.getValue().sha256(), bytes, vault.find(file.getValue().sha256()).isPresent()));
      }
    }
    return new MediumInfo(label.optionalString("name").orElse("?"), label.optionalString("created").orElse("?"), packages, content.absent().stream().map(PackageRef::toString).toList(),
        content.files().size(), content.bytes(), client.pinned().metadata().get("targets").version(), expires(client));
  }

  private static Instant expires(TufClient client) {
    byte[] timestamp = client.pinnedBytes().get(client.pinned().timestamp().sha256());
    return TimestampMetadata.parse(Envelope.parse(timestamp, "timestamp.json").signed()).expires();
  }
}
