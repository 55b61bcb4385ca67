/** What a package says about itself, as annotations: the build makes its manifest and its descriptor of them. */
@Export
@Version(ApiVersion.VERSION)
package io.sallyport.api.packaging;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
