using System.Text;
using Agent.Sandbox.ScriptedModel;

namespace Agent.Sandbox.Tests.ScriptedModel;

/// <summary>How answers come, stop coming and break off; and what the server saw of it.</summary>
public sealed class DeliveryTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Nothing_comes_before_the_wait_is_over()
    {
        using var time = new WatchedTime();
        await using var model = await ModelFixture.AnsweringAsync("{ text: hello, wait: 2s }", time);

        var answer = model.PostAsync(new Conversation().User("x").ToJson(stream: true));
        await time.AdvanceAsync(Second);
        answer.IsCompleted.ShouldBeFalse();
        await model.Server.RequestAsync(1);
        time.Advance(Second);

        using var got = await answer;
        (await got.Content.ReadAsStringAsync()).ShouldContain("hello");
    }

    [Fact]
    public async Task Pieces_drip()
    {
        using var time = new WatchedTime();
        await using var model = await ModelFixture.AnsweringAsync("{ text: [a, b, c], drip: 1s }", time);

        using var answer = await model.PostAsync(new Conversation().User("x").ToJson(stream: true));
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        async Task<string> UntilAsync(string text)
        {
            var read = new StringBuilder();
            while (await lines.ReadLineAsync() is { } line)
            {
                read.AppendLine(line);
                if (line.Contains(text)) return read.ToString();
            }

            throw new EndOfStreamException($"There is no {text} in {read}.");
        }

        (await UntilAsync("\"a\"")).ShouldNotContain("\"b\"");
        await time.AdvanceAsync(Second);
        (await UntilAsync("\"b\"")).ShouldNotContain("\"c\"");
        await time.AdvanceAsync(Second);
        await UntilAsync("[DONE]");
    }

    [Theory]
    [InlineData("pieces: 2", true, "b", "\"content\":\"c\"")]
    [InlineData("pieces: 3", true, "c", "finish_reason\":\"stop")]
    [InlineData("pieces: 1", false, "abc", "nothing more")]
    public async Task An_answer_is_cut_off_after_so_many_pieces(string limit, bool stream, string last, string missing)
    {
        await using var model = await ModelFixture.AnsweringAsync($"{{ text: [a, b, c], cut_after: {{ {limit} }} }}");

        var (text, broken) = await ReadAsync(model, stream);

        broken.ShouldBeTrue("the end is missing");
        text.ShouldContain($"\"content\":\"{last}\"");
        text.ShouldNotContain(missing);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(150, true)]
    [InlineData(1, false)]
    [InlineData(150, false)]
    public async Task An_answer_is_cut_off_after_so_many_bytes(int bytes, bool stream)
    {
        await using var model = await ModelFixture.AnsweringAsync($"{{ text: [a, b, c], cut_after: {{ bytes: {bytes} }} }}");

        var (text, broken) = await ReadAsync(model, stream);

        (text.Length, broken).ShouldBe((bytes, true));
    }

    [Fact]
    public async Task Headers_may_be_all_that_comes()
    {
        await using var model = await ModelFixture.AnsweringAsync("{ text: a, cut_after: { pieces: 0 } }");

        (await ReadAsync(model, stream: true)).ShouldBe(("", true));
    }

    [Fact]
    public async Task A_connection_may_break_without_an_answer()
    {
        await using var model = await ModelFixture.AnsweringAsync("{ text: a, cut_after: { bytes: 0 } }");

        await Should.ThrowAsync<HttpRequestException>(() => model.PostAsync(new Conversation().User("x").ToJson(stream: true)));
        (await model.Server.RequestAsync(1)).ClientLeftAt.ShouldBeNull("it is the server who left");
    }

    [Fact]
    public async Task Nothing_is_cut_off_an_answer_that_is_shorter()
    {
        await using var model = await ModelFixture.AnsweringAsync("{ text: a, cut_after: { pieces: 9 } }");

        (await ReadAsync(model, stream: true)).Broken.ShouldBeFalse();
    }

    [Theory]
    [InlineData("stall_after: { pieces: 1 }", true)]
    [InlineData("stall_after: { bytes: 10 }", false)]
    [InlineData("stall_after: { bytes: 0 }", true)]
    [InlineData("wait: 60m", true)]
    public async Task A_stalled_answer_waits_until_the_client_goes_away(string stall, bool stream)
    {
        using var time = new WatchedTime();
        await using var model = await ModelFixture.AnsweringAsync($"{{ text: [a, b], {stall} }}", time);
        using var patience = new CancellationTokenSource();

        var reading = ReadToEndAsync(model, new Conversation().User("x").ToJson(stream), patience.Token);
        var request = await model.Server.RequestAsync(1);
        request.ClientLeft.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromMinutes(30));
        reading.IsCompleted.ShouldBeFalse();
        await patience.CancelAsync();

        await request.ClientLeft.WaitAsync(ModelFixture.Patience);
        request.ClientLeftAt.ShouldBe(time.GetUtcNow());
        await Should.ThrowAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task A_client_that_stays_has_not_left()
    {
        await using var model = await ModelFixture.AnsweringAsync("text: hello");
        await model.StreamAsync();
        await model.TextAsync("x");

        model.Http.CancelPendingRequests();
        model.Server.Requests.ShouldAllBe(r => !r.ClientLeft.IsCompleted);
    }

    [Fact]
    public async Task A_server_that_stops_breaks_off_what_stalls()
    {
        var model = await ModelFixture.AnsweringAsync("{ text: [a, b], stall_after: { pieces: 1 } }");
        using var answer = await model.PostAsync(new Conversation().User("x").ToJson(stream: true));

        await model.Server.DisposeAsync().AsTask().WaitAsync(ModelFixture.Patience);

        await Should.ThrowAsync<Exception>(() => answer.Content.ReadAsStringAsync());
        model.Http.Dispose();
    }

    [Fact]
    public async Task Chunks_may_part_a_character()
    {
        await using var model = await ModelFixture.AnsweringAsync("{ text: 香芋奶茶😀, chunk_bytes: 1 }");

        var events = await model.StreamAsync();

        ModelFixture.Deltas(events, "content")[^1].GetString().ShouldBe("香芋奶茶😀");
    }

    [Fact]
    public async Task What_was_asked_is_recorded_without_secrets()
    {
        await using var model = await ModelFixture.AnsweringAsync("text: hello");
        model.Http.DefaultRequestHeaders.Add("Authorization", "Bearer sk-secret");
        model.Http.DefaultRequestHeaders.Add("X-Api-Key", "sk-secret");
        model.Http.DefaultRequestHeaders.Add("X-Trace", "7");
        await model.TextAsync("first");
        await model.TextAsync("第二");

        var requests = model.Server.Requests;

        requests.Select(r => r.Number).ShouldBe([1, 2]);
        requests[1].ReadBody().GetProperty("messages")[0].GetProperty("content").GetString().ShouldBe("第二");
        requests[1].AnsweredBy.ShouldBe("script, line 2");
        (requests[0].Headers["authorization"], requests[0].Headers["x-api-key"], requests[0].Headers["X-Trace"]).ShouldBe(("(hidden)", "(hidden)", "7"));
        requests.ShouldAllBe(r => !r.Body.Contains("sk-secret") && r.Headers.Values.All(v => !v.Contains("sk-secret")));
    }

    [Fact]
    public async Task Only_the_latest_requests_are_kept()
    {
        await using var model = await ModelFixture.StartAsync("else: { text: hello }", kept: 2);
        for (var i = 0; i < 3; i++) await model.TextAsync("x");
        model.Server.Requests.Select(r => r.Number).ShouldBe([2, 3]);

        await using var forgetful = await ModelFixture.StartAsync("else: { text: hello }", kept: 0);
        await forgetful.TextAsync("x");
        forgetful.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_is_checked_as_the_sandbox_checks_its_own()
    {
        await using var model = await ModelFixture.AnsweringAsync("text: hello");
        var script = ModelScript.Parse("else: { text: hello }");

        var taken = await Should.ThrowAsync<Plugins.ShopException>(() => ScriptedModelServer.StartAsync(model.Server.Urls[0], script));
        var none = await Should.ThrowAsync<Plugins.ShopException>(() => ScriptedModelServer.StartAsync("7412", script));

        (taken.Code, none.Code).ShouldBe(("port_in_use", "url_invalid"));
        none.Message.ShouldContain(ScriptedModelServer.DefaultUrl);
    }

    private static async Task<string> ReadToEndAsync(ModelFixture model, string body, CancellationToken cancellationToken)
    {
        using var answer = await model.PostAsync(body, cancellationToken);
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }

    private static async Task<(string Text, bool Broken)> ReadAsync(ModelFixture model, bool stream)
    {
        using var answer = await model.PostAsync(new Conversation().User("x").ToJson(stream));
        await using var body = await answer.Content.ReadAsStreamAsync();
        var read = new MemoryStream();
        try
        {
            await body.CopyToAsync(read);
            return (Encoding.UTF8.GetString(read.ToArray()), false);
        }
        catch (IOException)
        {
            return (Encoding.UTF8.GetString(read.ToArray()), true);
        }
    }
}
