/** What a user asks for: the parts of a store's spec, each with the defaults of the schema. Reads only Jackson and fabric8. */
package io.magentobluegreen.api.spec;
