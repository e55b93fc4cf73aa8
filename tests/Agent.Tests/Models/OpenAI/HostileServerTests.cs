using System.Text;
using Agent.Models;
using static Agent.Tests.Models.OpenAI.Chunks;

namespace Agent.Tests.Models.OpenAI;

/// <summary>A server that means harm costs a bounded amount of memory and then a plain failure.</summary>
public sealed class HostileServerTests
{
    private const int Megabyte = 1 << 20;

    [Theory]
    [InlineData("data: ")]
    [InlineData(": ")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"")]
    [InlineData("junk")]
    public async Task A_line_without_an_end_is_broken(string start) => await BreaksAsync(start, new string('x', Megabyte / 4), 5);

    [Fact]
    public async Task An_event_without_an_end_is_broken() => await BreaksAsync("", "data: " + new string('x', Megabyte / 4) + "\n", 5);

    [Fact]
    public async Task Text_without_an_end_is_broken() => await BreaksAsync("", $"data: {Text(new string('x', Megabyte / 2))}\n\n", 17);

    [Fact]
    public async Task Reasoning_without_an_end_is_broken() => await BreaksAsync("", $"data: {Delta($$"""{"reasoning":"{{new string('x', Megabyte / 2)}}"}""")}\n\n", 17);

    [Fact]
    public async Task Arguments_without_an_end_are_broken() => await BreaksAsync($"data: {Call(0, "a", "f", "{\"q\":\"")}\n\n", $"data: {Call(0, arguments: new string('x', Megabyte / 4))}\n\n", 5);

    [Fact]
    public async Task Calls_without_an_end_are_broken() => await BreaksAsync("", $"data: {Call(null, null, "f", "{}")}\n\n", 129);

    [Fact]
    public async Task Keep_alives_without_an_end_are_broken() => await BreaksAsync("", string.Concat(Enumerable.Repeat($": {new string('p', 1021)}\n", Megabyte / 1024)), 65);

    [Fact]
    public async Task A_document_without_an_end_is_broken() => await BreaksAsync("{\"choices\":[", new string(' ', Megabyte), 9);

    [Fact]
    public async Task White_space_without_an_end_is_broken() => await BreaksAsync("", new string('\n', Megabyte), 65);

    [Fact]
    public async Task A_name_without_an_end_is_broken() => await BreaksAsync("", $"data: {Call(0, "a", new string('f', 300), "{}")}\n\n", 1);

    [Fact]
    public async Task Depth_without_an_end_is_broken() => await BreaksAsync($"data: {new string('[', 100_000)}\n\n", "", 1);

    [Fact]
    public async Task As_many_calls_and_as_much_text_as_is_allowed_pass()
    {
        var calls = Enumerable.Range(0, 128).Select(i => Call(i, $"id{i}", "f", "{}"));
        var updates = await Talk.EventsAsync([Text(new string('x', 900_000)), .. calls, Finish(), Done]);
        updates.Calls().Count.ShouldBe(128);
        updates.Text().Length.ShouldBe(900_000);
    }

    [Theory]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]")]
    [InlineData("data: not JSON")]
    [InlineData("data: [1,2]")]
    [InlineData("data: {\"choices\":[]}\n\ndata: [DONE]")]
    [InlineData("data: [DONE]")]
    [InlineData("{\"choices\":[]}")]
    [InlineData("{\"choices\":[{\"message\":{}}]} trailing")]
    [InlineData("{\"choices\":[{\"message\":{\"content\":\"a")]
    public async Task What_is_not_the_protocol_is_broken(string body)
    {
        var error = await Talk.FailAsync(RawServer.Body(200, "text/event-stream", body + "\n\n"));
        error.Failure.ShouldBe(ModelFailure.AnswerBroken);
        error.Message.ShouldContain("broke the protocol");
    }

    [Fact]
    public async Task An_error_without_an_end_is_read_no_further_than_it_says_something()
    {
        var error = await Talk.FailAsync(async exchange =>
        {
            await exchange.HeadAsync(500, "text/plain");
            while (true) await exchange.WriteAsync(new string('x', Megabyte));
        });
        (error.Failure, error.Message.Length < 600).ShouldBe((ModelFailure.ServerError, true));
    }

    /// <summary>Random bytes in place of a part of an answer: always an answer or a <see cref="ModelException"/>, and never anything else.</summary>
    [Fact]
    public async Task Damage_anywhere_is_an_answer_or_a_failure()
    {
        var random = new Random(20260206);
        var good = Encoding.UTF8.GetBytes(string.Concat(new[] { Text("芋 tea"), Call(0, "a", "f", "{\"q\":\"芋\"}"), Call(0, arguments: ""), Finish("tool_calls"), Usage, Done }.Select(d => $"data: {d}\n\n")));
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = good.ToArray();
            for (var hits = random.Next(1, 4); hits > 0; hits--)
            {
                var at = random.Next(bytes.Length);
                if (random.Next(2) == 0) bytes[at] = (byte)random.Next(256);
                else bytes = [.. bytes[..at], .. bytes[Math.Min(at + random.Next(40), bytes.Length)..]];
                if (bytes.Length == 0) break;
            }

            try
            {
                await PieceStream.ReadAsync(bytes, random.Next(1, 200));
            }
            catch (ModelException e)
            {
                e.Message.ShouldNotContain('\n', $"damage {i}");
            }
        }
    }

    private static async Task BreaksAsync(string start, string again, int times)
    {
        await using var server = new RawServer(async exchange =>
        {
            await exchange.HeadAsync(200, "text/event-stream");
            await exchange.WriteAsync(start);
            var bytes = Encoding.UTF8.GetBytes(again);
            for (var i = 0; i < times; i++) await exchange.WriteAsync(bytes);
            await exchange.ClosedAsync();
        });
        using var talk = new Talk(server.Url);
        var error = await talk.FailAsync();
        error.Failure.ShouldBe(ModelFailure.AnswerBroken);
        error.Message.Length.ShouldBeLessThan(600);
    }
}
