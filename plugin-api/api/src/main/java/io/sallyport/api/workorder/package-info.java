/** Proposed and journalled actions in a maintenance system. */
@Export
@Version(ApiVersion.VERSION)
package io.sallyport.api.workorder;

import io.sallyport.api.packaging.ApiVersion;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
