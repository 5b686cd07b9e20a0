import { Component, useState, onWillUpdateProps } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** A number that is set by a slider; it can be moved in a list without opening the row first. */
export class CompetencySlider extends Component {
    static template = "hr_competency.CompetencySlider";
    static props = {
        ...standardFieldProps,
        min: { type: Number, optional: true },
        max: { type: Number, optional: true },
        step: { type: Number, optional: true },
    };
    static defaultProps = { min: 0, max: 100, step: 1 };

    setup() {
        this.state = useState({ value: this.props.record.data[this.props.name] });
        onWillUpdateProps((next) => {
            this.state.value = next.record.data[next.name];
        });
    }

    get label() {
        return this.props.record.fields[this.props.name].string;
    }

    onInput(ev) {
        this.state.value = Number(ev.target.value);
    }

    async onChange(ev) {
        await this.props.record.update({ [this.props.name]: Number(ev.target.value) });
    }
}

registry.category("fields").add("competency_slider", {
    component: CompetencySlider,
    displayName: _t("Slider"),
    supportedTypes: ["float", "integer"],
    extractProps: ({ options }, dynamicInfo) => ({
        readonly: dynamicInfo.readonly,
        min: options.min,
        max: options.max,
        step: options.step,
    }),
});
