/** Proposed and journalled actions in a maintenance system. */
@Export
@Version("0.1.0")
package io.sallyport.api.workorder;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
