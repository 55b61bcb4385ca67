package io.sallyport.diode;

import io.sallyport.trust.TargetFile;
import java.nio.file.Path;
import java.util.Map;

/** Judges the metadata of a transfer before any space is given to its files. */
@FunctionalInterface
public interface SignedTargets {
  /**
   * The files that the metadata vouches for, by target path.
   *
   * @param metadata folder with the files of a medium's {@code metadata/}
   * @throws io.sallyport.trust.RefusedException if it does not verify against what the appliance trusts
   */
  Map<String, TargetFile> of(Path metadata);
}
