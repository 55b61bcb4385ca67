/** Ways to get foreign code in. Each must be refused, with its code and an audit entry. */
package io.sallyport.itests.appliance.attack;
