/** Asking a model, by name, for outputs. */
@Export
@Version(ApiVersion.VERSION)
package io.sallyport.api.inference;

import io.sallyport.api.packaging.ApiVersion;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
