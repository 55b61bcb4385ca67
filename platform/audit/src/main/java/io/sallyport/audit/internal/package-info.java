/** How the audit log works. */
package io.sallyport.audit.internal;
