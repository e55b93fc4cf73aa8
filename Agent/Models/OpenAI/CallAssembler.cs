using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agent.Models.OpenAI;

/// <summary>
/// Puts function calls together from their fragments. Servers tell the fragments of several calls apart by index, by id, by a name that begins anew, or not at all;
/// whichever of these a fragment has decides to which call it belongs.
/// </summary>
internal sealed class CallAssembler : IDisposable
{
    private readonly List<Call> _calls = [];

    /// <summary>Calls begun so far.</summary>
    public int Count => _calls.Count;

    /// <param name="arguments">Stands on the arguments' value; default where the fragment has none.</param>
    /// <exception cref="InvalidDataException">More than the limits allow.</exception>
    public void Add(int? index, string? id, string? name, Utf8JsonReader arguments)
    {
        if (id is { Length: 0 }) id = null;
        if (name is { Length: 0 }) name = null;
        if (name is { Length: > AnswerLimits.Name }) throw new InvalidDataException("it calls a function by an endless name");
        var empty = arguments.TokenType is JsonTokenType.None or JsonTokenType.Null || (arguments.TokenType == JsonTokenType.String && arguments.ValueSpan.IsEmpty);
        var call = Find(index, id, name);
        if (call is not null && name is not null && !empty && call.IsWhole)
        {
            // Named again with arguments after whole ones: the same call told twice, or the next of the same function.
            if (id is not null && id == call.Id && arguments.TokenType == JsonTokenType.String && arguments.ValueTextEquals(call.Arguments.Span)) return;
            call = null;
        }

        call ??= Begin();
        call.Index ??= index;
        call.Id ??= id;
        call.Name ??= name;
        if (!empty) call.Append(ref arguments);
    }

    /// <param name="sent">Ids of the calls that the request held: a server may count from the start in each answer.</param>
    /// <param name="cut">The answer was ended before the model had done: the last call's arguments may be missing.</param>
    public List<AIContent> Build(IReadOnlyList<string> sent, bool cut)
    {
        var contents = new List<AIContent>(_calls.Count);
        var taken = new HashSet<string>(sent, StringComparer.Ordinal);
        foreach (var call in _calls)
        {
            if (call is { Name: null, Id: null, Arguments.Count: 0 }) continue;
            var id = call.Id is { Length: <= AnswerLimits.Name } own && taken.Add(own) ? own : NewId(taken);
            contents.Add(call.Build(id, cut && call == _calls[^1]));
        }

        return contents;
    }

    public void Dispose()
    {
        foreach (var call in _calls) call.Arguments.Dispose();
        _calls.Clear();
    }

    private Call Begin()
    {
        if (_calls.Count == AnswerLimits.Calls) throw new InvalidDataException($"it calls more than {AnswerLimits.Calls} functions");
        var call = new Call();
        _calls.Add(call);
        return call;
    }

    /// <summary>The call that the fragment continues; null where it begins one.</summary>
    private Call? Find(int? index, string? id, string? name)
    {
        if (_calls.Count == 0) return null;
        var last = _calls[^1];
        if (index is not null)
        {
            if (_calls.FindLast(c => c.Index == index) is { } numbered) return Continues(numbered, id, name) ? numbered : null;
            return id is null && name is null && last.Index is null ? last : null;
        }

        if (id is null) return Continues(last, id, name) ? last : null;
        if (_calls.FindLast(c => c.Id == id) is { } known) return Continues(known, id, name) ? known : null;
        return name is null && !last.IsWhole ? last : null;
    }

    // A fragment that names nothing begins nothing, whatever id it has. Another name, or another id beside a name, is another call.
    private static bool Continues(Call call, string? id, string? name) =>
        name is null || ((id is null || call.Id is null || id == call.Id) && (call.Name is null || name == call.Name));

    // Nine letters and digits: the strictest form that a server asks for.
    private static string NewId(HashSet<string> taken)
    {
        var number = taken.Count;
        string id;
        do id = $"call{++number:D5}";
        while (!taken.Add(id));
        return id;
    }

    private sealed class Call
    {
        private readonly JsonText _text = new();

        public int? Index { get; set; }

        public string? Id { get; set; }

        public string? Name { get; set; }

        public PooledBuffer Arguments { get; } = new(256);

        /// <summary>Nothing can follow these arguments.</summary>
        public bool IsWhole => Arguments.Count > 0 && CallArguments.IsWhole(Arguments.Span);

        public void Append(ref Utf8JsonReader arguments)
        {
            if (arguments.TokenType == JsonTokenType.String)
            {
                if (Arguments.Count + arguments.ValueSpan.Length > AnswerLimits.Arguments) throw TooLong();
                _text.Next(ref arguments, Arguments);
                return;
            }

            // An object is the whole of them, also where it comes again and again as it grows.
            Arguments.Clear();
            using var writer = new Utf8JsonWriter(Arguments, RelaxedJson.Options);
            using var value = JsonDocument.ParseValue(ref arguments);
            value.WriteTo(writer);
        }

        public FunctionCallContent Build(string id, bool cut)
        {
            var (values, problem) = cut && Arguments.Count == 0 ? (null, new JsonException("The arguments are missing: the answer was cut off.")) : CallArguments.Parse(Arguments.Span);
            return new FunctionCallContent(id, Name ?? "", values) { Exception = problem };
        }

        private static InvalidDataException TooLong() => new($"the arguments of one call are longer than {AnswerLimits.Arguments >> 20} MB");
    }
}
