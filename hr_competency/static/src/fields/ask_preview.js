import { Component, useEffect, xml } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** Asks for the preview once the dialog is open, and again when it is to show something else: reading takes its time. */
export class AskPreview extends Component {
    static template = xml``;
    static props = { ...standardWidgetProps };

    setup() {
        useEffect(
            (wanted, asked) => {
                if (wanted && wanted !== asked) {
                    this.props.record.update({ preview_asked: wanted });
                }
            },
            () => [this.props.record.data.preview_wanted, this.props.record.data.preview_asked]
        );
    }
}

registry.category("view_widgets").add("hr_competency_ask_preview", { component: AskPreview });
