package io.sallyport.vault.internal;

import io.sallyport.vault.VaultPackage;
import io.sallyport.vault.VendorListener;
import java.net.URI;
import org.apache.karaf.features.FeaturesService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.url.URLConstants;
import org.osgi.service.url.URLStreamHandlerService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes {@code feature:list} show every package in the vault: adds its features repository to Karaf's features service. */
@Component(service = VendorListener.class, immediate = true)
public final class FeaturePublisher implements VendorListener {
  private static final Logger LOG = LoggerFactory.getLogger(FeaturePublisher.class);

  private final PackageCatalogue catalogue;
  private final FeaturesService features;

  /** The handler is referenced so that {@code vault:} works before the first repository is added. */
  @Activate
  public FeaturePublisher(@Reference PackageCatalogue catalogue, @Reference FeaturesService features,
      @Reference(target = "(" + URLConstants.URL_HANDLER_PROTOCOL + "=" + VaultPackage.SCHEME + ")") URLStreamHandlerService handler) {
    this.catalogue = catalogue;
    this.features = features;
    publish();
  }

  /** In the importing thread: after the import the features are there. */
  @Override
  public void vendorAdvanced() {
    publish();
  }

  private void publish() {
    try {
      catalogue.verified().forEach(this::publish);
    } catch (RuntimeException e) {
      LOG.warn("The packages in the vault could not be read: {}", e.getMessage());
    }
  }

  private void publish(VaultPackage pack) {
    URI uri = URI.create(pack.featureUrl());
    try {
      if (features.getRepository(uri) == null) {
        features.addRepository(uri);
      }
    } catch (Exception e) { // the features service declares nothing narrower
      LOG.warn("The feature of {} could not be published: {}", pack, e.getMessage());
    }
  }
}
