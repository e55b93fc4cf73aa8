using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Agent.Benchmarks.Model;

/// <summary>What somebody writes who needs this one turn and nothing else: HttpClient, source-generated JSON and a loop. It sends the bytes that the agent sends.</summary>
/// <param name="prompt">The first message, which never changes.</param>
/// <param name="tools">As the agent advertises its functions.</param>
internal sealed class HandWrittenLoop(HttpClient http, Uri endpoint, string prompt, JsonElement tools, StallPlugin stall, TimeZoneInfo zone)
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly AuthenticationHeaderValue Key = new("Bearer", "key");

    private readonly Uri _target = new(endpoint + "/chat/completions");

    /// <param name="show">Takes the text as it comes.</param>
    /// <returns>The functions that were called.</returns>
    public async Task<List<string>> RunAsync(string sentence, Action<string> show)
    {
        var now = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), zone);
        List<Message> messages =
        [
            new("system", null, prompt, null),
            new("system", null, string.Create(CultureInfo.InvariantCulture, $"[state] It is {now:dddd yyyy-MM-dd HH:mm (zzz)}. Answer in English.\nThe basket was not looked at yet in this conversation.\n[/state]"), null),
            new("user", null, sentence, null),
        ];
        var called = new List<string>();
        while (true)
        {
            var answer = await AskAsync(new Request(TurnScript.Model, true, new StreamOptions(true), 0.2, 1200, tools, true, messages), show);
            messages.Add(answer);
            if (answer.ToolCalls is null) return called;
            foreach (var call in answer.ToolCalls)
            {
                called.Add(call.Function!.Name!);
                messages.Add(new Message("tool", call.Id, await CallAsync(call.Function.Name!, call.Function.Arguments!), null));
            }
        }
    }

    private async Task<string> CallAsync(string function, string arguments) => function switch
    {
        "search_menu" when JsonSerializer.Deserialize(arguments, LoopJson.Default.SearchArguments) is { } search =>
            Written((await stall.SearchMenu(search.Query, search.Limit)).Value!, LoopJson.Default.StallHits),
        "update_basket" when JsonSerializer.Deserialize(arguments, LoopJson.Default.BasketArguments) is { } basket =>
            Written((await stall.UpdateBasket(basket.ItemId, basket.Quantity, basket.Choices)).Value!, LoopJson.Default.StallBasket),
        "compare_prices" =>
            Written((await stall.ComparePrices()).Value!, LoopJson.Default.StallPrices),
        "apply_vouchers" when JsonSerializer.Deserialize(arguments, LoopJson.Default.VoucherArguments) is { } vouchers =>
            Written((await stall.ApplyVouchers(vouchers.Codes)).Value!, LoopJson.Default.StallVouchers),
        _ => throw new InvalidOperationException($"There is no function {function}."),
    };

    /// <summary>Through a writer: the default escaping would send each quote as six bytes, and an encoder among the options would cost the generated fast path.</summary>
    private static string Written<T>(T value, JsonTypeInfo<T> type)
    {
        var bytes = new ArrayBufferWriter<byte>(1 << 10);
        using (var writer = new Utf8JsonWriter(bytes, Relaxed)) JsonSerializer.Serialize(writer, value, type);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private async Task<Message> AskAsync(Request body, Action<string> show)
    {
        var bytes = new ArrayBufferWriter<byte>(16 << 10);
        using (var writer = new Utf8JsonWriter(bytes, Relaxed)) JsonSerializer.Serialize(writer, body, LoopJson.Default.Request);
        using var request = new HttpRequestMessage(HttpMethod.Post, _target) { Content = new ReadOnlyMemoryContent(bytes.WrittenMemory) { Headers = { ContentType = Json } } };
        request.Headers.Authorization = Key;
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync();
        return await ReadAsync(stream, show);
    }

    private static async Task<Message> ReadAsync(Stream stream, Action<string> show)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 << 10);
        string? text = null;
        List<Call>? calls = null;
        var (start, end) = (0, 0);
        while (true)
        {
            for (int length; (length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n')) >= 0; start += length + 1)
            {
                var line = buffer.AsSpan(start, length);
                if (!line.StartsWith("data: "u8)) continue;
                if (line[6] == '[')
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    return new Message("assistant", null, text, calls);
                }

                if (JsonSerializer.Deserialize(line[6..], LoopJson.Default.Chunk)!.Choices is not [{ Delta: var delta }, ..]) continue;
                if (delta.Content is { Length: > 0 } piece)
                {
                    text += piece;
                    show(piece);
                }

                foreach (var part in delta.ToolCalls ?? [])
                {
                    calls ??= [];
                    if (part.Id is not null) calls.Add(part with { Index = 0 });
                    else if (calls[part.Index].Function is { } known) calls[part.Index] = calls[part.Index] with { Function = known with { Arguments = known.Arguments + part.Function!.Arguments } };
                }
            }

            if (start > 0) buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            var read = await stream.ReadAsync(buffer.AsMemory(end));
            if (read == 0) throw new InvalidDataException("The stream ended before [DONE].");
            end += read;
        }
    }
}

internal sealed record Request(string Model, bool Stream, StreamOptions StreamOptions, double Temperature, int MaxTokens, JsonElement Tools, bool ParallelToolCalls, List<Message> Messages);

internal sealed record StreamOptions(bool IncludeUsage);

internal sealed record Message(string Role, string? ToolCallId, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Content, List<Call>? ToolCalls);

internal sealed record Call(string? Id, string? Type, Function? Function, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Index = 0);

internal sealed record Function(string? Name, string? Arguments);

internal sealed record Chunk(Choice[] Choices);

internal sealed record Choice(Message Delta);

[JsonSerializable(typeof(Request))]
[JsonSerializable(typeof(Chunk))]
[JsonSerializable(typeof(SearchArguments))]
[JsonSerializable(typeof(BasketArguments))]
[JsonSerializable(typeof(VoucherArguments))]
[JsonSerializable(typeof(StallHits))]
[JsonSerializable(typeof(StallBasket))]
[JsonSerializable(typeof(StallPrices))]
[JsonSerializable(typeof(StallVouchers))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(LanguageNames)])]
internal sealed partial class LoopJson : JsonSerializerContext;

internal sealed class LanguageNames() : JsonStringEnumConverter<Plugins.Language>(JsonNamingPolicy.SnakeCaseLower);
