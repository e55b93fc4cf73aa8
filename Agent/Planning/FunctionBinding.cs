using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Agent.Plugins;
using Microsoft.Extensions.AI;

namespace Agent.Planning;

/// <summary>One plugin method as a function: its advertised form, and how arguments reach it. Made once a method; a turn only adds the instance.</summary>
internal sealed class FunctionBinding
{
    private static readonly MethodInfo UnwrapMethod = typeof(FunctionBinding).GetMethod(nameof(UnwrapAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    private readonly MethodInvoker _invoker;
    private readonly ParameterInfo[] _parameters;
    private readonly string[] _names;
    private readonly Func<object, Task<object>> _unwrap;
    private readonly Lazy<JsonElement> _schema;

    private FunctionBinding(MethodInfo method)
    {
        Method = method;
        Name = NameOf(method.Name.EndsWith("Async", StringComparison.Ordinal) ? method.Name[..^5] : method.Name);
        Description = method.GetCustomAttribute<DescriptionAttribute>()!.Description;
        Effect = FunctionEffects.Of(Name);
        _invoker = MethodInvoker.Create(method);
        _parameters = method.GetParameters();
        _names = [.. _parameters.Select(p => NameOf(p.Name!))];
        _unwrap = UnwrapMethod.MakeGenericMethod(ResultOf(method)!).CreateDelegate<Func<object, Task<object>>>();
        _schema = new Lazy<JsonElement>(CreateSchema);
    }

    /// <summary>For arguments: the domain's own JSON, strict in what is missing, and with reflection for what a plugin alone uses.</summary>
    public static JsonSerializerOptions Json { get; } = CreateOptions();

    public MethodInfo Method { get; }

    public string Name { get; }

    public string Description { get; }

    public Effect Effect { get; }

    public JsonElement Schema => _schema.Value;

    /// <summary>The described public methods of a plugin.</summary>
    public static IReadOnlyList<FunctionBinding> Of(Type plugin) =>
        [.. plugin.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => m.IsDefined(typeof(DescriptionAttribute)) && ResultOf(m) is not null)
            .OrderBy(m => m.MetadataToken)
            .Select(m => new FunctionBinding(m))];

    /// <summary>The method's arguments, or what is wrong with what was given.</summary>
    public (object?[] Values, string? Problem) Bind(IEnumerable<KeyValuePair<string, object?>> given, CancellationToken cancellationToken)
    {
        var values = new object?[_parameters.Length];
        var set = new bool[_parameters.Length];
        foreach (var (name, value) in given)
        {
            var at = Array.IndexOf(_names, name);
            if (at < 0 || IsToken(_parameters[at])) return (values, $"There is no parameter '{Short(name)}'. {Name} takes: {Parameters()}.");
            var parameter = _parameters[at];
            if (!TryConvert(value, parameter.ParameterType, out values[at])) return (values, $"The parameter '{name}' cannot be read: {Expected(parameter.ParameterType)} is expected.");
            set[at] = values[at] is not null;
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (set[i]) continue;
            if (IsToken(_parameters[i])) values[i] = cancellationToken;
            else if (_parameters[i].HasDefaultValue) values[i] = _parameters[i].DefaultValue;
            else return (values, $"The parameter '{_names[i]}' is missing. {Name} takes: {Parameters()}.");
        }

        return (values, null);
    }

    /// <returns>The record, or the <see cref="Refusal"/>.</returns>
    public Task<object> InvokeAsync(object plugin, object?[] values) => _unwrap(_invoker.Invoke(plugin, values.AsSpan())!);

    private static async Task<object> UnwrapAsync<T>(object task)
        where T : class => (await (Task<Outcome<T>>)task).Content;

    private static Type? ResultOf(MethodInfo method)
    {
        var task = method.ReturnType;
        if (!task.IsGenericType || task.GetGenericTypeDefinition() != typeof(Task<>)) return null;
        var outcome = task.GenericTypeArguments[0];
        return outcome.IsGenericType && outcome.GetGenericTypeDefinition() == typeof(Outcome<>) ? outcome.GenericTypeArguments[0] : null;
    }

    private static bool TryConvert(object? value, Type type, out object? converted)
    {
        converted = value;
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null) return true;
        if (plain.IsInstanceOfType(value)) return true;
        try
        {
            converted = value switch
            {
                JsonElement element => element.Deserialize(type, Json),
                JsonNode node => node.Deserialize(type, Json),
                JsonDocument document => document.Deserialize(type, Json),
                _ => JsonSerializer.SerializeToElement(value, Json).Deserialize(type, Json),
            };
            return true;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException or FormatException or OverflowException)
        {
            return false;
        }
    }

    private string Parameters()
    {
        var names = _parameters.Zip(_names).Where(p => !IsToken(p.First)).Select(p => p.First.HasDefaultValue ? p.Second + "?" : p.Second);
        return string.Join(", ", names.DefaultIfEmpty("nothing"));
    }

    private static string Expected(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum) return "one of " + string.Join(", ", Enum.GetNames(plain).Select(NameOf));
        if (plain == typeof(string)) return "text";
        if (plain == typeof(bool)) return "true or false";
        if (plain.IsPrimitive) return "a whole number within its range";
        return "JSON by the function's schema";
    }

    private JsonElement CreateSchema()
    {
        var schema = JsonNode.Parse(AIJsonUtilities.CreateFunctionJsonSchema(Method, title: "", description: "", serializerOptions: Json).GetRawText())!.AsObject();
        schema.Remove("title");
        schema.Remove("description");
        if (schema["properties"] is JsonObject properties)
        {
            var renamed = new JsonObject();
            foreach (var (name, property) in properties.ToArray())
            {
                properties.Remove(name);
                renamed.Add(NameOf(name), property);
            }

            schema["properties"] = renamed;
        }

        if (schema["required"] is JsonArray required)
            schema["required"] = new JsonArray([.. required.Select(r => JsonValue.Create(NameOf(r!.GetValue<string>())))]);
        schema["additionalProperties"] = false;
        return JsonSerializer.SerializeToElement(schema);
    }

    private static bool IsToken(ParameterInfo parameter) => parameter.ParameterType == typeof(CancellationToken);

    private static string NameOf(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static string Short(string name) => name.Length <= 40 ? name : name[..40] + "…";

    private static JsonSerializerOptions CreateOptions()
    {
        var options = PluginsJson.CreateOptions();
        options.RespectRequiredConstructorParameters = true;
        options.NumberHandling = JsonNumberHandling.AllowReadingFromString;
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver();
        options.MakeReadOnly();
        return options;
    }
}
