/** Commands of the scope {@code appliance}: the whole at a glance. */
package io.sallyport.shell.appliance;
