"""Checks a PDF against PDF/A-3a and PDF/UA-1, and prints every failure."""
import sys

import page

failed = False
for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
    report = page.validate_pdf(sys.argv[1], profile=profile)
    for failure in report.failures:
        failed = True
        print(profile, failure)
    if not report.is_compliant:
        failed = True
        print(profile, "not compliant")
sys.exit(failed)
