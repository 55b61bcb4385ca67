/** Executable checks and their results. */
@Export
@Version(ApiVersion.VERSION)
package io.sallyport.api.check;

import io.sallyport.api.packaging.ApiVersion;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
