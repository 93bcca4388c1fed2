/** The thin shell: observe, plan, execute, report. */
package io.magentobluegreen.controller;
