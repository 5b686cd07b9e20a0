import { Component, useState, onWillUpdateProps } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useDebounced } from "@web/core/utils/timing";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { rowLabel } from "./row_label";

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
        this.moving = false;
        // what depends on the number follows while the slider moves, not only when it is let go
        this.follow = useDebounced(() => this.save(this.state.value), 150);
        onWillUpdateProps((next) => {
            if (!this.moving) {
                this.state.value = next.record.data[next.name];
            }
        });
    }

    get label() {
        return rowLabel(this.props);
    }

    save(value) {
        return this.props.record.update({ [this.props.name]: value });
    }

    onInput(ev) {
        this.moving = true;
        this.state.value = Number(ev.target.value);
        this.follow();
    }

    async onChange(ev) {
        this.follow.cancel();
        this.moving = false;
        await this.save(Number(ev.target.value));
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
