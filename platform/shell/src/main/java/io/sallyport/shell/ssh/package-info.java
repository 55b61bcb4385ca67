/** What the appliance adds to Karaf's SSH server. */
package io.sallyport.shell.ssh;
