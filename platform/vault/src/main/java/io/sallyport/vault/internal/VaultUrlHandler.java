package io.sallyport.vault.internal;

import io.sallyport.vault.Vault;
import io.sallyport.vault.VaultPackage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.url.AbstractURLStreamHandlerService;
import org.osgi.service.url.URLConstants;
import org.osgi.service.url.URLStreamHandlerService;

/**
 * {@code vault:sha256-HEX}: content, verified while it is read. {@code vault:feature-HEX}: the Karaf features repository of the package
 * whose descriptor has that digest. The gate, not this handler, decides what may run.
 */
@Component(service = URLStreamHandlerService.class, property = URLConstants.URL_HANDLER_PROTOCOL + "=" + VaultPackage.SCHEME)
public final class VaultUrlHandler extends AbstractURLStreamHandlerService {
  private static final String CONTENT = "sha256-";
  private static final String FEATURE = "feature-";

  private final Vault vault;
  private final PackageCatalogue catalogue;

  @Activate
  public VaultUrlHandler(@Reference Vault vault, @Reference PackageCatalogue catalogue) {
    this.vault = vault;
    this.catalogue = catalogue;
  }

  @Override
  public URLConnection openConnection(URL url) {
    return new Connection(url);
  }

  private InputStream open(String file) throws IOException {
    try {
      if (file.startsWith(CONTENT)) {
        return vault.open(file.substring(CONTENT.length()));
      }
      if (file.startsWith(FEATURE)) {
        return new ByteArrayInputStream(FeatureXml.of(catalogue.byDescriptor(file.substring(FEATURE.length()))));
      }
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
    throw new IOException("a vault URL is vault:sha256-HEX or vault:feature-HEX, not vault:" + file);
  }

  private final class Connection extends URLConnection {
    Connection(URL url) {
      super(url);
    }

    @Override
    public void connect() {
      connected = true;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return open(url.getPath());
    }
  }
}
