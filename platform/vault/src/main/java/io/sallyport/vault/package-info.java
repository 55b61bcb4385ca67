/** Content by digest, import from media, and the packages that the vendor's metadata vouches for. */
@Export
@Version("0.1.0")
package io.sallyport.vault;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
