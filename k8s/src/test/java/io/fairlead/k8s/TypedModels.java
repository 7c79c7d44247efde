package io.fairlead.k8s;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The types of each API version, made from Kubernetes' own description. An object is read into its type and written
 * again: an unknown or missing field is refused by the reader, and a value of another type does not come back as it
 * was.
 */
final class TypedModels {
    /** Reads a document as a type and writes it again. */
    private interface Model {
        String through(String json) throws IOException;
    }

    private static final ObjectMapper STRICT = strict();

    private static final Map<String, Model> MODELS = Map.ofEntries(
            Map.entry("v1 Namespace", json -> JSON.serialize(V1Namespace.fromJson(json))),
            Map.entry("v1 ConfigMap", json -> JSON.serialize(V1ConfigMap.fromJson(json))),
            Map.entry("v1 Service", json -> JSON.serialize(V1Service.fromJson(json))),
            Map.entry("v1 ServiceAccount", json -> JSON.serialize(V1ServiceAccount.fromJson(json))),
            Map.entry("apps/v1 Deployment", json -> JSON.serialize(V1Deployment.fromJson(json))),
            Map.entry("apps/v1 StatefulSet", json -> JSON.serialize(V1StatefulSet.fromJson(json))),
            Map.entry("policy/v1 PodDisruptionBudget", json -> JSON.serialize(V1PodDisruptionBudget.fromJson(json))),
            Map.entry("autoscaling/v2 HorizontalPodAutoscaler",
                    json -> JSON.serialize(V2HorizontalPodAutoscaler.fromJson(json))),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", json -> JSON.serialize(V1NetworkPolicy.fromJson(json))),
            Map.entry("networking.k8s.io/v1 Ingress", json -> JSON.serialize(V1Ingress.fromJson(json))),
            Map.entry("rbac.authorization.k8s.io/v1 Role", json -> JSON.serialize(V1Role.fromJson(json))),
            Map.entry("rbac.authorization.k8s.io/v1 RoleBinding", json -> JSON.serialize(V1RoleBinding.fromJson(json))),
            Map.entry("monitoring.coreos.com/v1 PodMonitor",
                    json -> STRICT.writeValueAsString(STRICT.readValue(json, PodMonitor.class))),
            Map.entry("monitoring.coreos.com/v1 PrometheusRule",
                    json -> STRICT.writeValueAsString(STRICT.readValue(json, PrometheusRule.class))));

    private TypedModels() {}

    /** Fabric8's types keep unknown fields in a map, and Jackson turns numbers into text and back: neither here. */
    private static ObjectMapper strict() {
        ObjectMapper mapper = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .annotationIntrospector(new JacksonAnnotationIntrospector() {
                    private static final long serialVersionUID = 1;

                    @Override
                    public Boolean hasAnySetter(Annotated any) {
                        return false;
                    }
                })
                .build();
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        return mapper;
    }

    /** What is wrong with an object; empty when nothing is. */
    static Optional<String> mistake(KubeObject object) {
        Model model = MODELS.get(object.apiVersion() + " " + object.kind());
        if (model == null) {
            return Optional.of(object + ": there is no type '" + object.apiVersion() + " " + object.kind() + "'");
        }
        try {
            JsonElement again = JsonParser.parseString(model.through(object.json().toString()));
            return difference(object.json(), again, "").map(where -> object + ": " + where);
        } catch (IOException | RuntimeException e) {
            return Optional.of(object + ": " + e.getMessage());
        }
    }

    static List<String> mistakes(Combination combination) {
        return combination.objects().stream().flatMap(object -> mistake(object).stream()).toList();
    }

    /** What was lost or is another now; a model may write more than it was given. */
    private static Optional<String> difference(JsonElement given, JsonElement got, String path) {
        if (given.isJsonObject() && got.isJsonObject()) {
            return given.getAsJsonObject().entrySet().stream()
                    .flatMap(member -> {
                        JsonElement other = got.getAsJsonObject().get(member.getKey());
                        String at = path + "/" + member.getKey();
                        return other == null
                                ? lost(member.getValue(), at).stream()
                                : difference(member.getValue(), other, at).stream();
                    })
                    .findFirst();
        }
        if (given.isJsonArray() && got.isJsonArray() && given.getAsJsonArray().size() == got.getAsJsonArray().size()) {
            for (int i = 0; i < given.getAsJsonArray().size(); i++) {
                Optional<String> found = difference(
                        given.getAsJsonArray().get(i), got.getAsJsonArray().get(i), path + "/" + i);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
        return given.equals(got) || sameQuantity(given, got)
                ? Optional.empty()
                : Optional.of(path + ": " + given + " is read as " + got);
    }

    /** Empty lists and objects may be left out, as they mean nothing. */
    private static Optional<String> lost(JsonElement value, String at) {
        boolean empty = value.isJsonObject() && value.getAsJsonObject().isEmpty()
                || value.isJsonArray() && value.getAsJsonArray().isEmpty();
        return empty ? Optional.empty() : Optional.of(at + " is not read");
    }

    /** 1000m and 1 are one. */
    private static boolean sameQuantity(JsonElement given, JsonElement got) {
        try {
            return given.isJsonPrimitive() && given.getAsJsonPrimitive().isString() && got.isJsonPrimitive()
                    && Quantity.fromString(given.getAsString()).getNumber()
                            .compareTo(Quantity.fromString(got.getAsString()).getNumber()) == 0;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
