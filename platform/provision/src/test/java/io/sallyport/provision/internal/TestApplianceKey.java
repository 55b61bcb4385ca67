package io.sallyport.provision.internal;

import io.sallyport.audit.ApplianceKey;
import io.sallyport.trust.Algorithm;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.PairedSigner;
import io.sallyport.trust.Signer;
import io.sallyport.vault.testing.TestKey;
import java.nio.file.Path;
import java.util.Optional;

/** An appliance key that gets its ML-DSA-87 half when it is asked for it. */
final class TestApplianceKey implements ApplianceKey {
  private final Path directory;
  private PairedSigner key = PairedSigner.of(TestKey.create());

  TestApplianceKey(Path directory) {
    this.directory = directory;
  }

  @Override
  public Signer signer() {
    return key.classical();
  }

  @Override
  public PairedSigner paired() {
    return key;
  }

  @Override
  public PairedSigner extended() {
    if (key.postQuantum().isEmpty()) {
      key = extended(key, directory.resolve("appliance-pq.p12"));
    }
    return key;
  }

  /** The same key with a new ML-DSA-87 half. */
  static PairedSigner extended(PairedSigner key, Path file) {
    return new PairedSigner(key.classical(), Optional.of(KeyFile.create(file, "of this test".toCharArray(), Algorithm.ML_DSA_87)));
  }
}
