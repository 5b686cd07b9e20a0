import { Component, onMounted, onWillUnmount, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const EVERY = 2000;
const MINUTE = 60000;

/** How far work in the background is. It asks by itself, and loads the page anew once the work has another state. */
export class LiveProgress extends Component {
    static template = "hr_competency.LiveProgress";
    static props = { ...standardFieldProps, stateField: { type: String } };

    setup() {
        this.orm = useService("orm");
        const value = this.props.record.data[this.props.name];
        this.start = { value, time: Date.now() };
        this.state = useState({ value });
        onMounted(() => this.wait());
        onWillUnmount(() => clearTimeout(this.timer));
    }

    wait() {
        this.timer = setTimeout(() => this.look(), EVERY);
    }

    async look() {
        const { record, name, stateField } = this.props;
        let found = null;
        try {
            // only these two: the page has thousands of rows
            [found] = await this.orm.silent.read(record.resModel, [record.resId], [name, stateField]);
        } catch {
            // the next look may find the server again
        }
        if (found && found[stateField] !== record.data[stateField]) {
            return record.load();
        }
        this.state.value = found ? found[name] : this.state.value;
        this.wait();
    }

    get percent() {
        return Math.floor(this.state.value);
    }

    /** By the pace since the page was opened; nothing as long as there is none. */
    get left() {
        const gained = this.state.value - this.start.value;
        if (gained <= 0) {
            return "";
        }
        const minutes = ((100 - this.state.value) * (Date.now() - this.start.time)) / gained / MINUTE;
        return minutes < 1 ? _t("less than a minute left") : _t("about %s min left", Math.ceil(minutes));
    }
}

registry.category("fields").add("competency_live_progress", {
    component: LiveProgress,
    displayName: _t("Live Progress"),
    supportedTypes: ["float"],
    extractProps: ({ options }) => ({ stateField: options.state }),
});
