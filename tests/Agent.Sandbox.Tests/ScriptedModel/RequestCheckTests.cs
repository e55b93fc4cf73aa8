using System.Net;

namespace Agent.Sandbox.Tests.ScriptedModel;

/// <summary>Requests that strict servers refuse are refused.</summary>
public sealed class RequestCheckTests
{
    private const string Call = """{"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]}""";

    [Theory]
    [InlineData("", "could not be parsed")]
    [InlineData("{", "could not be parsed")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}]} {}""", "could not be parsed")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}]}""", "model parameter")]
    [InlineData("""{"model":"m"}""", "at least one message")]
    [InlineData("""{"model":"m","messages":[]}""", "at least one message")]
    [InlineData("""{"model":"m","messages":"x"}""", "must be a list")]
    [InlineData("""{"model":"m","messages":["x"]}""", "messages[0] must be an object")]
    [InlineData("""{"model":"m","messages":[{"content":"x"}]}""", "messages[0] has no role")]
    [InlineData("""{"model":"m","messages":[{"role":"poet","content":"x"}]}""", "messages[0] has no role")]
    [InlineData("""{"model":"m","messages":[{"role":"tool","tool_call_id":"c1","content":"x"}]}""", "'c1' is none that waits")]
    [InlineData("{\"model\":\"m\",\"messages\":[" + Call + "]}", "None answers 'c1'")]
    [InlineData("{\"model\":\"m\",\"messages\":[" + Call + ",{\"role\":\"user\",\"content\":\"x\"}]}", "None answers 'c1'")]
    [InlineData("{\"model\":\"m\",\"messages\":[" + Call + ",{\"role\":\"tool\",\"tool_call_id\":\"c2\",\"content\":\"x\"}]}", "'c2' is none that waits")]
    public async Task A_request_that_is_wrong_is_told_what(string body, string told)
    {
        await using var model = await ModelFixture.AnsweringAsync("text: hello");

        using var answer = await model.PostAsync(body);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = ModelFixture.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("error");
        error.GetProperty("message").GetString()!.ShouldContain(told);
        error.GetProperty("type").GetString().ShouldBe("invalid_request_error");
        model.Server.Requests.ShouldHaveSingleItem().AnsweredBy.ShouldBeNull();
    }

    [Fact]
    public async Task A_body_that_is_not_utf_8_is_told()
    {
        await using var model = await ModelFixture.AnsweringAsync("text: hello");
        var body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"?\"}]}"u8.ToArray();
        body[Array.IndexOf(body, (byte)'?')] = 0xE9;

        using var answer = await model.Http.PostAsync("/v1/chat/completions", new ByteArrayContent(body));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("not UTF-8");
    }

    [Theory]
    [InlineData("""{"role":"user","content":"taro"}""")]
    [InlineData("""{"content":[{"type":"text","text":"ta"},{"text":"ro","type":"text"}],"role":"user"}""")]
    [InlineData("""{"role":"user","content":"\u0074aro","name":"x"}""")]
    [InlineData("""{"role":"user","content":"taro, and half of a pair: \ud83d"}""")]
    public async Task Content_may_be_written_in_several_ways(string message)
    {
        await using var model = await ModelFixture.StartAsync("""
            rules:
              - when: { user: taro }
                answer: { text: found }
            """);

        using var answer = await model.PostAsync("{\"temperature\":0.5,\"messages\":[" + message + "],\"response_format\":{\"type\":\"text\"},\"model\":\"m\"}");

        (await answer.Content.ReadAsStringAsync()).ShouldContain("found");
    }

    [Fact]
    public async Task A_large_request_is_read_whole()
    {
        await using var model = await ModelFixture.StartAsync("""
            rules:
              - when: { user: needle }
                answer: { text: found }
            """);

        (await model.TextAsync(new Conversation().System(new string('x', 3_000_000)).User("needle"))).ShouldBe("found");
    }

    [Theory]
    [InlineData("POST", "/v1/completions", 404)]
    [InlineData("GET", "/v1/chat/completions", 405)]
    [InlineData("POST", "/v1/models", 405)]
    public async Task Other_addresses_are_refused(string method, string path, int status)
    {
        await using var model = await ModelFixture.AnsweringAsync("text: hello");

        using var answer = await model.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        ((int)answer.StatusCode).ShouldBe(status);
        ModelFixture.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("error").GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
    }
}
