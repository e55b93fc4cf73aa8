using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Agent.Plugins.Baskets;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Microsoft.Extensions.AI;

namespace Agent.Express;

/// <summary>The results that the turn has so far, by function and arguments, so that a turn begun by a model can be taken over.</summary>
internal sealed class CallLog
{
    private const string OwnId = "express_";

    private readonly Dictionary<string, Queue<object?>> _results = new(StringComparer.Ordinal);

    public int Count { get; private set; }

    /// <summary>A function has already asked the person for a consent.</summary>
    public bool Asked { get; private set; }

    /// <summary>What was called by somebody else than express; null where nothing was.</summary>
    public Takeover? Takeover { get; private set; }

    /// <summary>The last message of the person.</summary>
    public string Message { get; private set; } = "";

    public static CallLog Of(IEnumerable<ChatMessage> messages)
    {
        var all = messages as IList<ChatMessage> ?? [.. messages];
        var log = new CallLog();
        var start = all.Count - 1;
        while (start >= 0 && all[start].Role != ChatRole.User) start--;
        if (start >= 0) log.Message = all[start].Text;
        var calls = new Dictionary<string, FunctionCallContent>(StringComparer.Ordinal);
        for (var i = start + 1; i < all.Count; i++)
        {
            foreach (var content in all[i].Contents)
            {
                if (content is FunctionCallContent call) calls[call.CallId] = call;
                else if (content is FunctionResultContent result && calls.TryGetValue(result.CallId, out var called)) log.Add(called, result.Result);
            }
        }

        return log;
    }

    /// <summary>Takes the next result of a call; the same call made twice has two.</summary>
    public bool TryTake(string name, IDictionary<string, object?> arguments, out object? result)
    {
        result = null;
        return _results.TryGetValue(Key(name, arguments), out var queue) && queue.TryDequeue(out result);
    }

    /// <summary>An id that express gives to its own calls.</summary>
    public static string Id(int turn, int results, int number) => string.Create(CultureInfo.InvariantCulture, $"{OwnId}{turn}_{results}_{number}");

    private void Add(FunctionCallContent call, object? result)
    {
        if (!call.CallId.StartsWith(OwnId, StringComparison.Ordinal)) (Takeover ??= new Takeover()).Add(call.Name, result);
        var key = Key(call.Name, call.Arguments);
        if (!_results.TryGetValue(key, out var queue)) _results.Add(key, queue = new());
        queue.Enqueue(result);
        Note(result);
    }

    /// <summary>A result that goes straight to the script that waits for it.</summary>
    public void Note(object? result)
    {
        Asked |= result is ConsentAsked;
        Count++;
    }

    /// <summary>One text for the same arguments, whether express wrote them as values or a model as JSON.</summary>
    internal static string Key(string name, IDictionary<string, object?>? arguments)
    {
        var key = new StringBuilder(name);
        if (arguments is null) return key.ToString();
        foreach (var (argument, value) in arguments.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            if (value is null or JsonElement { ValueKind: JsonValueKind.Null }) continue;
            key.Append('|').Append(argument).Append('=');
            Write(key, value);
        }

        return key.ToString();
    }

    private static void Write(StringBuilder key, object? value)
    {
        switch (value)
        {
            case null:
                key.Append("null");
                break;
            case JsonElement element:
                WriteJson(key, element);
                break;
            case string text:
                key.Append('"').Append(text).Append('"');
                break;
            case bool flag:
                key.Append(flag ? "true" : "false");
                break;
            case Enum constant:
                key.Append('"').Append(JsonNamingPolicy.SnakeCaseLower.ConvertName(constant.ToString())).Append('"');
                break;
            case BasketChange change:
                WriteObject(key, ("action", change.Action), ("choices", change.Choices), ("item_id", change.ItemId), ("line_id", change.LineId), ("quantity", change.Quantity));
                break;
            case LineChoice choice:
                WriteObject(key, ("line", choice.Line), ("units", choice.Units));
                break;
            case BasketLine line:
                WriteObject(key, ("choices", line.Choices), ("id", line.Id), ("item_id", line.ItemId), ("quantity", line.Quantity));
                break;
            case IEnumerable items:
                key.Append('[');
                foreach (var item in items)
                {
                    Write(key, item);
                    key.Append(',');
                }

                key.Append(']');
                break;
            default:
                key.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void WriteObject(StringBuilder key, params ReadOnlySpan<(string Name, object? Value)> members)
    {
        key.Append('{');
        foreach (var (name, value) in members)
        {
            if (value is null) continue;
            key.Append(name).Append(':');
            Write(key, value);
            key.Append(',');
        }

        key.Append('}');
    }

    private static void WriteJson(StringBuilder key, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                key.Append('"').Append(element.GetString()).Append('"');
                break;
            case JsonValueKind.Array:
                key.Append('[');
                foreach (var item in element.EnumerateArray())
                {
                    WriteJson(key, item);
                    key.Append(',');
                }

                key.Append(']');
                break;
            case JsonValueKind.Object:
                key.Append('{');
                foreach (var member in element.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    if (member.Value.ValueKind == JsonValueKind.Null) continue;
                    key.Append(member.Name).Append(':');
                    WriteJson(key, member.Value);
                    key.Append(',');
                }

                key.Append('}');
                break;
            default:
                key.Append(element.GetRawText());
                break;
        }
    }
}
