package io.sallyport.audit.internal;

import io.sallyport.audit.ApplianceKey;
import io.sallyport.trust.PairedSigner;
import io.sallyport.trust.Signer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Provides the appliance key of {@code DATA/keys}. Thread-safe. */
@Component(service = ApplianceKey.class)
public final class ApplianceKeyComponent implements ApplianceKey {
  private final ApplianceKey key;

  @Activate
  public ApplianceKeyComponent(BundleContext context) {
    key = ApplianceKeyFile.in(DataDirectory.of(context).resolve("keys"));
  }

  @Override
  public Signer signer() {
    return key.signer();
  }

  @Override
  public PairedSigner paired() {
    return key.paired();
  }

  @Override
  public PairedSigner extended() {
    return key.extended();
  }
}
