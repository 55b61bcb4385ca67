package io.sallyport.provision.internal.apply;

import io.sallyport.trust.site.PackageKind;
import io.sallyport.vault.VaultPackage;
import java.util.Comparator;
import java.util.List;

/** The order in which packages begin their work; they end it in the reverse order. */
public final class KindOrder {
  private static final List<PackageKind> KINDS = List.of(PackageKind.LIBRARY, PackageKind.MODEL, PackageKind.CAPABILITY, PackageKind.CONNECTOR);

  /** What others depend on comes first: models before capabilities, capabilities before the connectors that feed them. */
  public static final Comparator<VaultPackage> FIRST_TO_LAST = Comparator.comparingInt((VaultPackage pack) -> KINDS.indexOf(pack.kind())).thenComparing(VaultPackage::ref);

  private KindOrder() {}
}
