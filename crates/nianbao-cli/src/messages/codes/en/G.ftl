# Outputs

G01 = { $message }
    .name = A remark of the exporter
    .looks = What the plugin that wrote an output says of it: what of fonts, layout or content could not be done as asked.
    .matters = The file is there, but may differ from what was wanted, so look before it is published.
    .wrong = A label was too long, and its letters were made smaller
    .right = No remark
    .mend = Open the output and look at what the remark names; shorten the text or change the options.
